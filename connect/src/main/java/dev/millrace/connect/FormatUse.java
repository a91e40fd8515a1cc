package dev.millrace.connect;

/** Whether a transport needs a format. */
public enum FormatUse {
    /** It moves bytes: a format says what they mean. */
    REQUIRED,
    /** It moves rows; a format that is given anyway is not looked at. */
    NONE
}
