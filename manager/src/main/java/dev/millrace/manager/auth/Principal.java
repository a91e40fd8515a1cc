package dev.millrace.manager.auth;

/**
 * Somebody who asks.
 *
 * @param name how messages and limits call them: the name of a key, the subject of a token, an address
 */
public record Principal(String name, Role role) {}
