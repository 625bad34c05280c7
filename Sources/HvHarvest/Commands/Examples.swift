import HarvestCatalog
import HvEngine

/// Lines for help that run against the sandbox.
enum Examples {
  /// What an endpoint's help shows.
  static func of(_ endpoint: Endpoint, _ name: String) -> [Signature.Example] {
    Catalog.examples[endpoint.operation].map { [Signature.Example($0, endpoint.summary)] } ?? []
  }

  /// What the help of a verb shows that works on records of several kinds.
  static func of(verb: String) -> [Signature.Example] {
    let operations: [String] =
      switch verb {
      case "update": ["updateProject", "updateTimeEntry"]
      case "delete": ["deleteClient"]
      case "archive": ["archiveUser"]
      case "restart": ["restartStoppedTimeEntry"]
      case "stop": ["stopRunningTimeEntry"]
      case "send": ["sendInvoiceMessage", "sendEstimateMessage"]
      case "mark sent": ["markDraftInvoiceAsSent", "markDraftEstimateAsSent"]
      case "mark closed": ["markOpenInvoiceAsClosed"]
      case "mark open": ["reopenClosedInvoice", "reopenClosedEstimate"]
      case "mark draft": ["markOpenInvoiceAsDraft"]
      case "mark accepted": ["markOpenEstimateAsAccepted"]
      case "mark declined": ["markOpenEstimateAsDeclined"]
      default: []
      }
    return operations.compactMap(Catalog.endpoint).flatMap { of($0, verb) }
  }
}
