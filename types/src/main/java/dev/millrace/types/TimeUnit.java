package dev.millrace.types;

/** The units of interval qualifiers, longest first. */
public enum TimeUnit {
    YEAR,
    QUARTER,
    MONTH,
    WEEK,
    DAY,
    HOUR,
    MINUTE,
    SECOND
}
