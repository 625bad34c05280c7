/// The currencies that Harvest knows, by their ISO codes.
enum Currencies {
  static func knows(_ code: String) -> Bool { codes.contains(code) }

  private static let codes = Set(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BYR BZD CAD CDF
    CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL
    HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL
    LYD MAD MDL MGA MKD MMK MNT MOP MRO MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
    PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLL SOS SRD SSP STD SVC SYP SZL THB TJS TMT TND TOP TRY TTD
    TWD TZS UAH UGX USD UYU UZS VEF VND VUV WST XAF XCD XOF XPF YER ZAR ZMW
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}

extension Body {
  /// A currency's ISO code; nil when absent or blank.
  /// - Throws: 422 for anything that is not in Harvest's list, lower case included.
  func optionalCurrency(_ name: String) throws(Refusal) -> String? {
    guard let value = self[name], !value.isBlank else { return nil }
    guard let code = value.text, Currencies.knows(code) else { throw .unprocessable("\(name) is not supported") }
    return code
  }
}
