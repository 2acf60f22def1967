package dev.edict.diagnosis;

import dev.edict.diagnosis.CauseName.Category;
import java.util.Map;

/**
 * A cause that was found.
 *
 * @param sentence what was found, for people
 * @param evidence what the sentence rests on
 * @param remedy what to do, in one sentence
 */
public record Cause(CauseName cause, Category category, String sentence, Map<String, Object> evidence, String remedy) {}
