package dev.edict.cli.yaml;

import dev.edict.cli.io.InvalidFile;
import dev.edict.cli.io.TerminalText;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * Reads one YAML 1.2 document with the JSON schema: {@code no} and {@code off} are texts. Depth, size, anchors and tags
 * are bounded, so that a small file cannot become a large value.
 */
public final class YamlReader {

    private static final int DEEPEST = 64;

    /** Digits of the largest double, and some. */
    private static final int LONGEST_NUMBER = 320;

    private static final long MOST_VALUES = 500_000;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final ScalarResolver SCALARS = new JsonSchema().getScalarResolver();

    private final String file;
    private final Iterator<Event> events;

    /** By anchor; empty while its value is read. */
    private final Map<Anchor, Optional<YamlValue>> anchored = new HashMap<>();

    private long values;

    private YamlReader(String file, Iterator<Event> events) {
        this.file = file;
        this.events = events;
    }

    /**
     * Reads a file.
     *
     * @param file its name, for messages
     * @throws InvalidFile with the place, if the text is not one YAML document within the bounds
     */
    public static YamlValue read(String file, String text) {
        var settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        var unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        try {
            var pairs = new PairReader(new StringReader(unmarked));
            return new YamlReader(file, new Parse(settings).parseReader(pairs).iterator()).document();
        } catch (MarkedYamlEngineException e) {
            throw at(file, e.getProblemMark()).invalid("not YAML: %s", e.getProblem());
        } catch (ReaderException e) {
            throw at(file, unmarked, e.getPosition())
                    .invalid("not YAML: the character U+%04X is not allowed", e.getCodePoint());
        } catch (YamlEngineException e) {
            var line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new InvalidFile("%s: not YAML: %s".formatted(TerminalText.of(file), TerminalText.shortened(line)));
        }
    }

    private static Place at(String file, String text, int position) {
        var before = text.substring(0, Math.min(position, text.length()));
        var line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Place(file, line, before.length() - before.lastIndexOf('\n'));
    }

    private YamlValue document() {
        next(Event.ID.StreamStart);
        var start = events.next();
        if (start.getEventId() == Event.ID.StreamEnd) {
            throw place(start).invalid("the file is empty");
        }
        var value = value(events.next(), 0);
        next(Event.ID.DocumentEnd);
        var end = events.next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw place(end).invalid("a second document: expected one");
        }
        return value;
    }

    private void next(Event.ID expected) {
        var event = events.next();
        if (event.getEventId() != expected) {
            throw place(event).invalid("unexpected %s", event);
        }
    }

    private YamlValue value(Event event, int depth) {
        var place = place(event);
        if (depth > DEEPEST) {
            throw place.invalid("deeper than %d levels", DEEPEST);
        }
        if (event instanceof AliasEvent alias) {
            return counted(place, aliased(place, alias));
        }
        var anchor = ((NodeEvent) event).getAnchor();
        anchor.ifPresent(name -> anchored.put(name, Optional.empty()));
        var value = counted(place, unanchored(event, place, depth));
        anchor.ifPresent(name -> anchored.put(name, Optional.of(value)));
        return value;
    }

    private YamlValue unanchored(Event event, Place place, int depth) {
        if (event instanceof ScalarEvent scalar) {
            return YamlValue.scalar(place, scalar(scalar, place));
        }
        if (event instanceof SequenceStartEvent start) {
            requireNoTag(start.getTag(), place);
            return sequence(place, depth);
        }
        requireNoTag(((MappingStartEvent) event).getTag(), place);
        return mapping(place, depth);
    }

    private YamlValue aliased(Place place, AliasEvent alias) {
        var value = anchored.get(alias.getAlias());
        if (value == null) {
            throw place.invalid("unknown anchor %s", alias.getAlias());
        }
        return value.orElseThrow(() -> place.invalid("%s contains itself", alias.getAlias()));
    }

    /** Only what an alias adds has not been counted on the way. */
    private YamlValue counted(Place place, YamlValue value) {
        values++;
        if (value.size() > MOST_VALUES || values > MOST_VALUES) {
            throw place.invalid("more than %d values, with aliases counted as often as they are used", MOST_VALUES);
        }
        return value;
    }

    private YamlValue sequence(Place place, int depth) {
        var elements = new ArrayList<YamlValue>();
        for (var event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            elements.add(value(event, depth + 1));
        }
        return YamlValue.list(place, elements);
    }

    private YamlValue mapping(Place place, int depth) {
        var members = YamlValue.members();
        for (var event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            var at = place(event);
            if (!(event instanceof ScalarEvent key)) {
                throw at.invalid("expected a text as key");
            }
            var member = new YamlValue.Member(at, value(events.next(), depth + 1));
            var earlier = members.putIfAbsent(key.getValue(), member);
            if (earlier != null) {
                throw at.invalid(
                        "the key %s is there twice, first in line %d",
                        key.getValue(), earlier.key().line());
            }
        }
        return YamlValue.object(place, members);
    }

    private static @Nullable Object scalar(ScalarEvent scalar, Place place) {
        requireNoTag(scalar.getTag(), place);
        var text = scalar.getValue();
        if (!scalar.isPlain()) {
            return text;
        }
        var tag = SCALARS.resolve(text, true);
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (text.length() > LONGEST_NUMBER && (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT))) {
            throw place.invalid("a number of more than %d characters", LONGEST_NUMBER);
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        if (tag.equals(Tag.INT)) {
            return whole(new BigInteger(text));
        }
        return tag.equals(Tag.FLOAT) ? fraction(text, place) : text;
    }

    private static Number whole(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return number.intValue();
        }
        return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
    }

    private static Object fraction(String text, Place place) {
        var number = text.startsWith(".") || text.startsWith("-.") ? Double.NaN : Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            throw place.invalid("%s is no number of JSON", text);
        }
        return number;
    }

    private static void requireNoTag(Optional<String> tag, Place place) {
        tag.ifPresent(name -> {
            throw place.invalid("the tag %s: expected a value without one", name);
        });
    }

    private Place place(Event event) {
        return at(file, event.getStartMark());
    }

    private static Place at(String file, Optional<Mark> mark) {
        return mark.map(known -> new Place(file, known.getLine() + 1, known.getColumn() + 1))
                .orElseGet(() -> new Place(file, 1, 1));
    }
}
