/// Harvest's names of time zones, which are those of Rails and not IANA's (FACTS section 6).
enum Timezones {
  /// What a new user gets: the zone of the story's company.
  static let company = "Amsterdam"

  static let names: Set<String> = [
    "American Samoa", "International Date Line West", "Midway Island", "Hawaii", "Alaska",
    // America
    "Pacific Time (US & Canada)", "Tijuana", "Arizona", "Chihuahua", "Mazatlan", "Mountain Time (US & Canada)",
    "Central America", "Central Time (US & Canada)", "Guadalajara", "Mexico City", "Monterrey", "Saskatchewan",
    "Bogota", "Eastern Time (US & Canada)", "Indiana (East)", "Lima", "Quito", "Atlantic Time (Canada)", "Caracas",
    "Georgetown", "La Paz", "Puerto Rico", "Santiago", "Newfoundland", "Brasilia", "Buenos Aires", "Greenland",
    "Montevideo", "Mid-Atlantic", "Azores", "Cape Verde Is.",
    // Europe and Africa
    "Casablanca", "Dublin", "Edinburgh", "Lisbon", "London", "Monrovia", "UTC", "Amsterdam", "Belgrade", "Berlin",
    "Bern", "Bratislava", "Brussels", "Budapest", "Copenhagen", "Ljubljana", "Madrid", "Paris", "Prague", "Rome",
    "Sarajevo", "Skopje", "Stockholm", "Vienna", "Warsaw", "West Central Africa", "Zagreb", "Zurich", "Athens",
    "Bucharest", "Cairo", "Harare", "Helsinki", "Jerusalem", "Kaliningrad", "Kiev", "Kyiv", "Pretoria", "Riga",
    "Sofia", "Tallinn", "Vilnius", "Istanbul", "Minsk", "Moscow", "Nairobi", "St. Petersburg", "Volgograd", "Samara",
    // Asia
    "Baghdad", "Kuwait", "Riyadh", "Tehran", "Abu Dhabi", "Baku", "Dubai", "Muscat", "Tbilisi", "Yerevan", "Kabul",
    "Ekaterinburg", "Islamabad", "Karachi", "Tashkent", "Chennai", "Kolkata", "Mumbai", "New Delhi",
    "Sri Jayawardenepura", "Kathmandu", "Almaty", "Astana", "Dhaka", "Urumqi", "Rangoon", "Bangkok", "Hanoi",
    "Jakarta", "Krasnoyarsk", "Novosibirsk", "Beijing", "Chongqing", "Hong Kong", "Irkutsk", "Kuala Lumpur",
    "Singapore", "Taipei", "Ulaanbaatar", "Osaka", "Sapporo", "Seoul", "Tokyo", "Yakutsk", "Vladivostok", "Magadan",
    "Srednekolymsk", "Kamchatka",
    // Australia and the Pacific
    "Perth", "Adelaide", "Darwin", "Brisbane", "Canberra", "Hobart", "Melbourne", "Sydney", "Guam", "Port Moresby",
    "New Caledonia", "Solomon Is.", "Auckland", "Fiji", "Marshall Is.", "Wellington", "Chatham Is.", "Nuku'alofa",
    "Samoa", "Tokelau Is.",
  ]
}
