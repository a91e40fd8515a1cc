package dev.millrace.connectors.generator.tpch;

import java.util.List;

/** The word lists of the TPC-H specification, section 4.2.2.13 and 4.2.3. */
final class TpchWords {
    static final List<String> REGIONS = List.of("AFRICA", "AMERICA", "ASIA", "EUROPE", "MIDDLE EAST");

    /** A nation; its key is its place in the list. */
    record Nation(String name, int regionKey) {}

    static final List<Nation> NATIONS = List.of(
            new Nation("ALGERIA", 0),
            new Nation("ARGENTINA", 1),
            new Nation("BRAZIL", 1),
            new Nation("CANADA", 1),
            new Nation("EGYPT", 4),
            new Nation("ETHIOPIA", 0),
            new Nation("FRANCE", 3),
            new Nation("GERMANY", 3),
            new Nation("INDIA", 2),
            new Nation("INDONESIA", 2),
            new Nation("IRAN", 4),
            new Nation("IRAQ", 4),
            new Nation("JAPAN", 2),
            new Nation("JORDAN", 4),
            new Nation("KENYA", 0),
            new Nation("MOROCCO", 0),
            new Nation("MOZAMBIQUE", 0),
            new Nation("PERU", 1),
            new Nation("CHINA", 2),
            new Nation("ROMANIA", 3),
            new Nation("SAUDI ARABIA", 4),
            new Nation("VIETNAM", 2),
            new Nation("RUSSIA", 3),
            new Nation("UNITED KINGDOM", 3),
            new Nation("UNITED STATES", 1));

    static final List<String> TYPE_FINISHES = List.of("STANDARD", "SMALL", "MEDIUM", "LARGE", "ECONOMY", "PROMO");
    static final List<String> TYPE_COATINGS = List.of("ANODIZED", "BURNISHED", "PLATED", "POLISHED", "BRUSHED");
    static final List<String> TYPE_METALS = List.of("TIN", "NICKEL", "BRASS", "STEEL", "COPPER");

    static final List<String> CONTAINER_SIZES = List.of("SM", "LG", "MED", "JUMBO", "WRAP");
    static final List<String> CONTAINER_KINDS = List.of("CASE", "BOX", "BAG", "JAR", "PKG", "PACK", "CAN", "DRUM");

    static final List<String> SEGMENTS = List.of("AUTOMOBILE", "BUILDING", "FURNITURE", "MACHINERY", "HOUSEHOLD");
    static final List<String> PRIORITIES = List.of("1-URGENT", "2-HIGH", "3-MEDIUM", "4-NOT SPECIFIED", "5-LOW");
    static final List<String> INSTRUCTIONS = List.of("DELIVER IN PERSON", "COLLECT COD", "NONE", "TAKE BACK RETURN");
    static final List<String> MODES = List.of("REG AIR", "AIR", "RAIL", "SHIP", "TRUCK", "MAIL", "FOB");

    static final List<String> COLOURS =
            List.of(("almond antique aquamarine azure beige bisque black blanched blue blush brown burlywood burnished"
                            + " chartreuse chiffon chocolate coral cornflower cornsilk cream cyan dark deep dim dodger"
                            + " drab firebrick floral forest frosted gainsboro ghost goldenrod green grey honeydew hot"
                            + " indian ivory khaki lace lavender lawn lemon light lime linen magenta maroon medium"
                            + " metallic midnight mint misty moccasin navajo navy olive orange orchid pale papaya"
                            + " peach peru pink plum powder puff purple red rose rosy royal saddle salmon sandy"
                            + " seashell sienna sky slate smoke snow spring steel tan thistle tomato turquoise violet"
                            + " wheat white yellow")
                    .split(" "));

    static final List<String> TEXT =
            List.of(("foxes ideas theodolites pinto beans instructions dependencies excuses platelets asymptotes courts"
                            + " dolphins multipliers sauternes warthogs frets dinos attainments somas braids frays"
                            + " warhorses dugouts notornis epitaphs pearls tithes waters orbits gifts sheaves depths"
                            + " sentiments decoys realms pains grouches escapades sleep wake are cajole haggle nag"
                            + " use boost affix detect integrate maintain nod was lose sublate solve thrash promise"
                            + " engage hinder print furious sly careful blithe quick fluffy slow quiet ruthless thin"
                            + " close dogged daring brave stealthy permanent enticing idle busy regular final ironic"
                            + " even bold silent")
                    .split(" "));

    private TpchWords() {}
}
