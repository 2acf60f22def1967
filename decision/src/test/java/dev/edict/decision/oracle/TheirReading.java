package dev.edict.decision.oracle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the Open Policy Agent made of a document.
 *
 * @param refusal null of one that it evaluates
 * @param literal whether nothing in it has to be evaluated
 * @param rules the value of every rule, tagged as {@link OurReading} tags them
 */
record TheirReading(@Nullable String refusal, boolean literal, @Nullable List<Object> rules) {}
