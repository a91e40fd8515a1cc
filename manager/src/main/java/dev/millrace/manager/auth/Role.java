package dev.millrace.manager.auth;

/** What somebody may do: each may what those before it may. */
public enum Role {
    READ,
    WRITE
}
