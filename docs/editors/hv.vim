" Vim syntax of hv scripts: copy to ~/.vim/syntax/hv.vim, and into ~/.vim/ftdetect/hv.vim the line
"   autocmd BufRead,BufNewFile *.hv setfiletype hv
if exists("b:current_syntax")
  finish
endif

syntax match hvComment "#.*$"
syntax match hvDocumentation "##.*$"
syntax region hvString start=+"+ skip=+\\"+ end=+"+ contains=hvInterpolation
syntax region hvString start=+"""+ end=+"""+ contains=hvInterpolation
syntax region hvRaw start=+'+ end=+'+
syntax region hvInterpolation start=+{+ end=+}+ contained contains=TOP
syntax match hvVariable "\$\w\+"
syntax match hvNumber "\<\d[0-9_]*\(\.\d\+\)\?\(h\|m\|d\|w\|mo\|y\)\?\(\d\+m\)\?\>"
syntax match hvDate "\<\d\{4}-\d\d\(-\d\d\)\?\>"
syntax keyword hvCalendar today yesterday tomorrow now this last next
syntax keyword hvConstant true false null
syntax keyword hvOperator and or not in by
syntax keyword hvConditional if then else match with try catch
syntax keyword hvBlock each any all fold tap do as it
syntax keyword hvStatement let def use param test report explain time help
syntax match hvArgument "\w\+:\ze\s"
syntax match hvPipe "[|<>]"

highlight default link hvComment Comment
highlight default link hvDocumentation SpecialComment
highlight default link hvString String
highlight default link hvRaw String
highlight default link hvVariable Identifier
highlight default link hvNumber Number
highlight default link hvDate Constant
highlight default link hvCalendar Constant
highlight default link hvConstant Boolean
highlight default link hvOperator Operator
highlight default link hvConditional Conditional
highlight default link hvBlock Repeat
highlight default link hvStatement Keyword
highlight default link hvArgument Label
highlight default link hvPipe Delimiter
let b:current_syntax = "hv"
