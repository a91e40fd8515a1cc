package dev.millrace.connectors.generator.datagen;

/** Lists of words to make text of. */
final class Words {
    static final String[] FIRST_NAMES = split(
            "Ada Ben Clara David Elena Felix Grace Hugo Ida Jonas Kira Leo Maya Nils Olivia Paul Rosa Samuel Tessa Victor Wanda Yusuf Zoe Amir");
    static final String[] LAST_NAMES = split(
            "Abbott Baker Castro Dietrich Evans Fischer Garcia Hansen Ivanov Jensen Kowalski Lehmann Moreau Novak Olsen Park Quinn Rossi Schmidt "
                    + "Tanaka Ueda Vogel Weber Young");
    static final String[] TITLES = split("Mr. Mrs. Ms. Dr. Prof.");
    static final String[] SUFFIXES = split("Jr. Sr. II III MD PhD");
    static final String[] WORDS = split(
            "amber barley cedar drift ember field grain harbor island juniper kettle lantern meadow north orchard pebble quarry river stone timber "
                    + "under valley water yellow zenith bright calm deep early fair gentle high inner keen light mild noble open plain quiet round "
                    + "still tall warm young");
    static final String[] CITIES = {
        "Amsterdam", "Berlin", "Chicago", "Denver", "Edinburgh", "Florence", "Geneva", "Helsinki", "Istanbul",
                "Jakarta", "Kyoto", "Lisbon",
        "Madrid", "Nairobi", "Oslo", "Porto", "Quito", "Riga", "São Paulo", "Toronto", "Utrecht", "Vienna", "Warsaw",
                "Zürich"
    };
    static final String[] COUNTRIES = {
        "Argentina",
        "Brazil",
        "Canada",
        "Denmark",
        "Egypt",
        "France",
        "Germany",
        "Hungary",
        "India",
        "Japan",
        "Kenya",
        "Latvia",
        "Mexico",
        "Norway",
        "Poland",
        "Spain",
        "Thailand",
        "United States",
        "Vietnam",
        "Zambia"
    };
    static final String[] COUNTRY_CODES = split("AR BR CA DK EG FR DE HU IN JP KE LV MX NO PL ES TH US VN ZM");
    static final String[] STATES = {
        "Alabama",
        "California",
        "Florida",
        "Georgia",
        "Illinois",
        "Kansas",
        "Maine",
        "Nevada",
        "New York",
        "Ohio",
        "Oregon",
        "Texas",
        "Utah",
        "Vermont",
        "Washington"
    };
    static final String[] STATE_CODES = split("AL CA FL GA IL KS ME NV NY OH OR TX UT VT WA");
    static final String[] STREETS = split("Street Avenue Road Lane Boulevard Court Drive Square");
    static final String[] COMPANY_SUFFIXES = split("Inc. LLC Ltd. Group AG GmbH Partners");
    static final String[] SENIORITIES = split("Junior Senior Lead Principal Chief");
    static final String[] FIELDS = split("Software Sales Marketing Finance Legal Research Product Data Design");
    static final String[] POSITIONS = split("Engineer Analyst Manager Consultant Director Officer Assistant");
    static final String[] DOMAINS = split("com net org io dev info");
    static final String[] TIME_ZONES = split(
            "Europe/Berlin Europe/Paris America/New_York America/Denver Asia/Tokyo Asia/Kolkata Africa/Nairobi Australia/Sydney UTC");
    static final String[] CURRENCIES = split("EUR USD GBP JPY CHF SEK PLN INR BRL CAD");
    static final String[] EXTENSIONS = split("txt csv json parquet pdf png log zip");

    private Words() {}

    private static String[] split(String words) {
        return words.split(" ");
    }
}
