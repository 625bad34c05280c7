extension SandboxChoices {
  /// Invoices.
  static let invoices = """

    Invoices
      invoice amounts: the discount is taken off the subtotal first; tax and tax2 are a percentage of their
        flagged lines after the discount; every line and every amount is rounded to cents, a half away from
        zero.
      invoice percentages: tax, tax2 and discount must lie between 0 and 100 (422).
      invoice number: one more than the highest number written in digits alone; a number that another
        invoice has is refused (422).
      invoice due date: with term custom and no due_date it is the issue date; one before the issue date is
        refused (422); with any other term a given due_date is ignored.
      invoice payment_term null: the same as custom.
      invoice fields number, currency and issue_date: null or blank keeps what is there.
      invoice estimate_id: must be an estimate of the same client (422).
      invoice retainer_id: kept as given, because the API has no retainers to check it against.
      invoice without line_items and line_items_import: accepted, with no lines and an amount of 0.0.
      invoice project of a line: must be a project of the invoice's client that the caller manages (422).
      line item kind: must be the name of an item category (422); a line may keep the name of one that was
        renamed or deleted.
      line item with an id that the document does not have: 422, also when the document is being created.
      line item with _destroy but without id: ignored.
      line item quantity and unit_price: negative ones are accepted; both must be below a thousand million,
        and a line's amount and the subtotal below a million million (422).
      invoice update: accepted in every state; a paid invoice whose amount rises above its payments is open
        again, an open one with payments whose amount falls to them is paid.
      invoice update with line_items_import: ignored.
      invoice import, which work: billable, on no invoice, of projects of the client that the caller
        manages; running timers are left out; approval makes no difference; hours of a fixed-fee project are
        billed at their rate, billable hours without a rate at 0.
      invoice import, lines: time before expenses, one line for each project, member of the summary and
        rate; the description is the name of the project, task, category or person, or "date - task: notes"
        when detailed; quantity is the sum of rounded hours, of expenses 1.
      invoice import, taxes: imported lines are taxed where the invoice has a tax (taxed2 where it has a
        tax2).
      invoice import, period: from and to where given, else the first and last day of what was imported.
      invoice import of nothing: accepted, with no lines.
      invoice import, attach_receipt: checked and then ignored.
      invoice delete: accepted in every state; deletes its messages and payments and frees its time entries
        and expenses, which counts as an update of them.
      invoice lines deleted by PATCH: the work that was imported into them stays invoiced.
      invoice payments on a draft: full payment makes the draft paid.
      invoice visibility: a manager sees the invoices they created and those with a line of a project they
        manage; drafter and invoice manager may both create, change and delete.
    """

  /// Messages, payments and estimates.
  static let documents = """

    Messages, payments, estimates
      illegal events: an event that the state does not allow answers 422 with a sentence that names the
        event and the state
      paid invoices: no event applies to a paid invoice; deleting a payment re-opens it
      invoice events: draft empties sent_at, re-open empties closed_at; sent_at keeps the first time
      estimate events: re-open leads from accepted and declined to sent and empties accepted_at and
        declined_at; accept and decline need a sent estimate; one with a state of draft must be sent first
      event messages: have no recipients, subject or body, whatever the request gave, and say false to
        attach_pdf, send_me_a_copy and thank_you
      mails: mail of a draft makes the invoice open and the estimate sent, with sent_at; mail of any other
        state changes no state; every message sets updated_at of its invoice or estimate
      mail recipients: each needs an email with an @; send_me_a_copy adds the caller to the recipients
        unless they are among them; it suffices as the only recipient of an invoice, not of an estimate
      mail text: subject and body are the preview's unless given (the text for thanks with thank_you); a
        blank one stays blank
      preview: reminder and thank_you choose the text, thank_you goes first; flags in the answer name the
        text that was chosen; due dates are counted in UTC days
      include_link_to_client_invoice: in answers it says whether the invoice has payment_options now; false
        clears them, also with an event_type
      reminders: reminder is false on messages made by the API, send_reminder_on is always null
      deleting messages: changes no state and no timestamps of the invoice or estimate
      payment amount: rounded half up to cents, then more than 0 and at most the due amount, else 422: no
        overpayment
      payment of a closed invoice: answers 422
      payment of a draft: lowers due_amount; full payment makes the draft paid, and deleting that payment
        leaves it open
      payment date: paid_date means midnight UTC as paid_at; paid_at gives the UTC day as paid_date; days to
        come are allowed
      payment order: the list is by creation, newest first; the invoice's paid_at is the latest paid_at of
        its payments
      thank-you mails: with send_thank_you (default true) a payment that makes the invoice paid adds a
        message with thank_you true, to the recipients of the last mail about the invoice, else to the
        client's contacts with an email, else none
      payment gateway: transaction_id and payment_gateway are null, for the API records payments by hand
        only
      estimates: an update is accepted in every state; estimates_manager sees all estimates
      estimate issue_date: defaults to today and is never null
      estimate delete: allowed in every state; takes its messages along, and invoices made of it say null
        for estimate
      estimate messages: events view and invoice cannot be written; the demo account has an invoice event
    """

  /// Reports and paid time off.
  static let reports = """

    Reports and paid time off
      reports, missing from or to: 400, as for a range over a year; from after to is 400 too, text that is
        no date is 422
      reports, zero: written 0, every other number with a decimal (4.0)
      reports, order: rows of time and expense reports by the name shown (with its code), whatever its case,
        then by id and currency; uninvoiced and project_budget by client name, then project name
      reports, time: without the right to see rates currency and billable_amount are absent, and there is
        one row for each thing whatever its currencies
      reports, time: only things with hours in the range have a row; amounts are added up exactly and
        rounded to cents once for each row
      reports, include_fixed_fee: a row gets the part of the fee that its billable hours are of all billable
        hours the project ever had, rounded to cents for each row
      reports, include_forecast: scheduled_hours is 0 in every row, nothing is scheduled
      reports, expenses: billable_amount counts the expenses that are marked billable
      uninvoiced: all billable projects have a row, archived ones and those without hours too
      uninvoiced, fixed fee: the whole fee, less all line items for the project on all invoices (drafts and
        expenses included, before discount and tax), whatever the range; 0 when the range ends before the
        project starts (its creation day where it has no start)
      uninvoiced, who: managers with managed_projects_invoice_drafter or managed_projects_invoice_manager
        see the projects they manage, others get 403
      project_budget, person and task budgets: the sum of the budgets of the project's assignments, archived
        ones too; a project whose assignments have none has no row
      project_budget, spent: all hours of the project, also not billable ones and those of people or tasks
        without a budget; money budgets count rounded billable hours at their rates, also of fixed-fee
        projects
      project_budget, expenses: all expenses count, billable or not, where a project_cost budget includes
        them
      project_budget, month: the month of the account's clock in UTC
      project_budget, who: managers see the projects they manage; everyone sees projects they are assigned
        to whose budget is shown to all; budget, budget_spent and budget_remaining of money budgets are
        absent without the right to see rates
      time off, who: all eight reads are for administrators
      time off, lists: in pages, newest first; the holidays of a calendar by date; assignments in one page
        without paging keys
      time off, several ids: user_ids and pto_type_ids are ids between commas
      time off, holiday entries: the list's key is pto_holiday_calendar_entries
      time off, request status: pending, approved, declined, changes_requested
      time off, request from and to: requests with at least one day in the period
      time off, assignments: active users; without an own schedule the default one is in effect
      time off, accrual: fixed for types with a number of days a year; others are unlimited, with null as
        their accrual_type
      time off, balances: of the caller, today and its year, unless asked otherwise; active types only
      time off, balances: used are approved days up to as_of, pending are days of pending requests at any
        time of the year, remaining is available minus both; 0 for unlimited types
      time off, balances: fractions are parts of available_days, to four decimals
    """
}
