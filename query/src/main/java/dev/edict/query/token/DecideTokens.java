package dev.edict.query.token;

import java.util.List;

/** The valid tokens with which decision points may be asked, as far as the caller's token sees their zones. */
record DecideTokens(List<DecideToken> tokens) {}
