package dev.edict.query;

/**
 * A record that handler methods take their query string as, or a part of one. Its static method {@code of(HttpServletRequest)} reads it,
 * more strictly than data binding does, and its components are described by {@code @Parameter}.
 */
public interface QueryString {}
