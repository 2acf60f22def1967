package dev.edict.decision.input;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * An input of which some members are not known, such as one that was rebuilt from an audit event.
 *
 * @param input has any value at an unknown member
 * @param unknown dotted paths, such as {@code delegation_edge.scopes}; sorted. A path stands for all that is below it
 */
public record PartialInput(PolicyInput input, List<String> unknown) {

    public PartialInput {
        unknown = List.copyOf(new TreeSet<>(unknown));
    }

    /** The same, with one more member that is not known. */
    public PartialInput without(String member) {
        var more = new ArrayList<>(unknown);
        more.add(member);
        return new PartialInput(input, more);
    }

    /** The unknown members that are, or have below them, one of these. */
    public List<String> unknownAbove(Collection<String> members) {
        return unknown.stream()
                .filter(one -> members.stream().anyMatch(member -> member.equals(one) || member.startsWith(one + ".")))
                .toList();
    }

    /** The unknown members that are one of these, or have one below or above them. */
    public List<String> unknownAround(Collection<String> members) {
        var above = unknownAbove(members);
        return unknown.stream()
                .filter(one -> above.contains(one) || members.stream().anyMatch(member -> one.startsWith(member + ".")))
                .toList();
    }
}
