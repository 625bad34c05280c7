/// What the sandbox does where Harvest's documents leave something open (FACTS section 18 and the marks (?) before it).
///
/// Whoever settles one of these in a handler writes it down here.
package enum SandboxChoices {
  /// The whole page, for `hv sandbox --choices`: plain text of at most 110 columns.
  package static let page =
    [everywhere, directory, people, time, expenses, invoices, documents, reports]
    .joined(separator: "\n") + "\n"

  /// What holds for all endpoints.
  static let everywhere = """
    Where Harvest's documents leave something open, this is what the sandbox does.

    Everywhere
      requests: a wrong account id is 404; what exists and the caller may not see is 403, what does not
        exist 404
      time: the account begins at 16:20 UTC of its day; in hv sandbox the clock runs on from there, in hv
        --sandbox every write takes a second
      paging: invoices come 100 a page where per_page is not given, everything else 2000
      bodies: unknown fields are ignored; what is no JSON object, form or multipart is 400, a value of the
        wrong type 422
      rate limits: 429 with Retry-After; there are no headers with what is left
    """

  /// Expenses and receipts.
  static let expenses = """

    Expenses
      amounts: units and costs from 0 to a thousand million, rounded half up to cents; the total cost of a
        category with a unit price is units times price, what belongs to the other kind of category is
        ignored
      billable: true when not given
      who and where: project, category and user must be active and the user assigned to the project, for
        administrators too (422); somebody whose work the caller may not see is 403
      locked ones: PATCH leaves project and category as they are without a word and changes the rest;
        approved ones are deleted by administrators only, invoiced ones and those of archived projects or
        people by nobody (422)
      receipts: name, size and type are kept, the file itself is not; the address in the answer leads
        nowhere
    """
}
