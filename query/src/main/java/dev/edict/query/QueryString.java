package dev.edict.query;

/**
 * A record that represents the query string, or a part of it, in a handler method. Its static method
 * {@code of(HttpServletRequest)} parses it more strictly than data binding does. {@code @Parameter} describes its
 * components.
 */
public interface QueryString {}
