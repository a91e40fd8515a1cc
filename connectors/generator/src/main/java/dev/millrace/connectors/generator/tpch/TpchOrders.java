package dev.millrace.connectors.generator.tpch;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The tables ORDERS and LINEITEM: an order is made together with its lines, from which its total and status follow. */
record TpchOrders(TpchScale scale) {
    private static final LocalDate FIRST_ORDER = LocalDate.of(1992, 1, 1);
    private static final LocalDate LAST_ORDER = LocalDate.of(1998, 8, 2);
    private static final LocalDate CURRENT = LocalDate.of(1995, 6, 17);
    private static final int DAYS = (int) (LAST_ORDER.toEpochDay() - FIRST_ORDER.toEpochDay());
    private static final int LINES_MAX = 7;

    Object[] order(int number) {
        Order order = orderOf(number);
        return new Object[] {
            order.key(),
            order.customer(),
            order.status(),
            order.total(),
            order.date(),
            order.priority(),
            String.format(Locale.ROOT, "Clerk#%09d", order.clerk()),
            0L,
            order.comment()
        };
    }

    Stream<Object[]> lines(int number) {
        Order order = orderOf(number);
        return order.lines().stream().map(line -> line.row(order.key()));
    }

    private record Order(
            long key, long customer, LocalDate date, String priority, int clerk, String comment, List<Line> lines) {

        String status() {
            long open = lines.stream().filter(Line::open).count();
            return open == 0 ? "F" : open == lines.size() ? "O" : "P";
        }

        BigDecimal total() {
            BigDecimal sum = lines.stream().map(Line::charge).reduce(BigDecimal.ZERO, BigDecimal::add);
            return sum.setScale(2, RoundingMode.HALF_UP);
        }
    }

    private record Line(
            int number,
            Source source,
            int quantity,
            BigDecimal discount,
            BigDecimal tax,
            Dates dates,
            boolean returned,
            String instruction,
            String mode,
            String comment) {

        boolean open() {
            return dates.ship().isAfter(CURRENT);
        }

        String returnFlag() {
            return dates.receipt().isAfter(CURRENT) ? "N" : returned ? "R" : "A";
        }

        BigDecimal price() {
            return TpchScale.retailPrice(source.part()).multiply(BigDecimal.valueOf(quantity));
        }

        BigDecimal charge() {
            return price().multiply(BigDecimal.ONE.subtract(discount)).multiply(BigDecimal.ONE.add(tax));
        }

        Object[] row(long orderKey) {
            return new Object[] {
                orderKey,
                source.part(),
                source.supplier(),
                (long) number,
                BigDecimal.valueOf(quantity * 100L, 2),
                price(),
                discount,
                tax,
                returnFlag(),
                open() ? "O" : "F",
                dates.ship(),
                dates.commit(),
                dates.receipt(),
                instruction,
                mode,
                comment
            };
        }
    }

    /** Which part a line is about, and which of its suppliers delivers it. */
    private record Source(long part, long supplier) {}

    private record Dates(LocalDate ship, LocalDate commit, LocalDate receipt) {}

    private Order orderOf(int number) {
        TpchDraw draw = scale.draw(TpchTable.ORDERS, number);
        long customer = orderingCustomer(draw);
        LocalDate date = orderDate(draw);
        String comment = draw.oneIn(8) ? draw.around("special", "requests", 79) : draw.text(79);
        String priority = draw.of(TpchWords.PRIORITIES);
        int clerk = draw.between(1, Math.max(1, scale.orders() / 1_500));
        return new Order(orderKey(number), customer, date, priority, clerk, comment, lines(number, customer, date));
    }

    /** Of 32 keys the first eight are in use, as in the specification. */
    private static long orderKey(int number) {
        return number / 8 * 32L + number % 8 + 1;
    }

    /** Every third customer never orders. */
    private long orderingCustomer(TpchDraw draw) {
        int customer = draw.between(1, scale.customers() - 1);
        return customer % 3 == 0 ? customer + 1 : customer;
    }

    /** Some orders are made shortly before q3's day or q14's month, or in the year of q5, q6, q12 and q20. */
    private static LocalDate orderDate(TpchDraw draw) {
        return switch (draw.between(0, 15)) {
            case 0 -> LocalDate.of(1995, 3, 14).minusDays(draw.between(0, 90));
            case 1, 2 -> LocalDate.of(1995, 8, 31).minusDays(draw.between(0, 60));
            case 3, 4, 5 -> LocalDate.of(1994, 1, 1).plusDays(draw.between(0, 270));
            default -> FIRST_ORDER.plusDays(draw.between(0, DAYS));
        };
    }

    private List<Line> lines(int order, long customer, LocalDate date) {
        TpchDraw draw = scale.draw(TpchTable.LINEITEM, order);
        boolean bulk = draw.oneIn(20);
        boolean oneLate = draw.oneIn(2);
        int count = bulk ? LINES_MAX : draw.between(1, LINES_MAX);
        int nation = TpchScale.customerNation(scale.draw(TpchTable.CUSTOMER, customer));
        List<Line> lines = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            Dates dates = oneLate ? datesOfOneLate(draw, date, number == 1) : anyDates(draw, date);
            lines.add(line(draw, number, source(draw, nation), draw.between(bulk ? 40 : 1, 50), dates));
        }
        return lines;
    }

    private static Line line(TpchDraw draw, int number, Source source, int quantity, Dates dates) {
        return new Line(
                number,
                source,
                quantity,
                draw.money(0, 10),
                draw.money(0, 8),
                dates,
                draw.oneIn(2),
                draw.oneIn(3) ? "DELIVER IN PERSON" : draw.of(TpchWords.INSTRUCTIONS),
                draw.oneIn(6) ? "AIR" : draw.of(TpchWords.MODES),
                draw.text(44));
    }

    /** In one of two cases the supplier, if possible, is of the customer's nation, as q5 asks. */
    private Source source(TpchDraw draw, int customerNation) {
        Source source = anySource(draw);
        boolean local = draw.oneIn(2);
        for (int attempt = 0;
                local && attempt < 10 && TpchScale.supplierNation(source.supplier()) != customerNation;
                attempt++) {
            source = anySource(draw);
        }
        return source;
    }

    private Source anySource(TpchDraw draw) {
        int part = draw.between(1, scale.parts());
        return new Source(part, scale.supplierOf(part, draw.between(0, TpchScale.SUPPLIERS_PER_PART - 1)));
    }

    private static Dates anyDates(TpchDraw draw, LocalDate order) {
        return dates(order, draw.between(1, 121), draw.between(30, 90), draw.between(1, 30));
    }

    /** Only the first line comes after the day it was promised for, as q21 asks. */
    private static Dates datesOfOneLate(TpchDraw draw, LocalDate order, boolean late) {
        int commit = draw.between(80, 90);
        return late
                ? dates(order, commit - draw.between(-9, 9), commit, draw.between(10, 30))
                : dates(order, draw.between(1, 50), commit, draw.between(1, 30));
    }

    private static Dates dates(LocalDate order, int shipDays, int commitDays, int transportDays) {
        LocalDate ship = order.plusDays(shipDays);
        return new Dates(ship, order.plusDays(commitDays), ship.plusDays(transportDays));
    }
}
