package dev.edict.query.report.file;

import dev.edict.query.report.content.DecisionMonth;
import dev.edict.query.report.content.GoverningPeriod;
import dev.edict.query.report.content.ReportedChange;
import dev.edict.query.report.content.ReportedException;
import dev.edict.query.report.content.ReportedLoad;
import dev.edict.query.report.content.TokenHolder;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a report with rows of one kind.
 *
 * @param name the member of the JSON document
 * @param explanation what the section says, and what it does not
 * @param columns of a table for people
 */
public record Section<R>(String name, String title, String explanation, List<Column<R>> columns) {

    /** A column of a table; null leaves a cell empty. */
    public record Column<R>(String title, Function<R, @Nullable Object> value) {}

    /** What governed when, the oldest first. */
    public static final Section<GoverningPeriod> GOVERNING = new Section<>(
            "governing",
            "What governed when",
            "The version that governed the zone. Where none did, every request was denied.",
            List.of(
                    new Column<>("From", row -> UtcTime.of(row.fromAt())),
                    new Column<>("Until", row -> UtcTime.of(row.untilAt())),
                    new Column<>("Change", RowTexts::change),
                    new Column<>("Governing", RowTexts::governing),
                    new Column<>("Manifest SHA-256", GoverningPeriod::manifestSha256),
                    new Column<>("Actor", GoverningPeriod::actor)));

    /** Every event of the zone and of all zones, the oldest first. */
    public static final Section<ReportedChange> CHANGES = new Section<>(
            "changes",
            "Every change",
            "Every event of the zone and of all zones. Of an access delta the log has the SHA-256 of the preview that"
                    + " shows it, if the caller named one; it does not have the delta itself.",
            List.of(
                    new Column<>("Index", ReportedChange::index),
                    new Column<>("Recorded", ReportedChange::recordedAt),
                    new Column<>("Event", RowTexts::event),
                    new Column<>("Actor", RowTexts::actor),
                    new Column<>("Reason", ReportedChange::reason),
                    new Column<>("Evidence", change -> RowTexts.evidence(change.evidence())),
                    new Column<>("Preview SHA-256", ReportedChange::previewDigest),
                    new Column<>("Details", RowTexts::details)));

    /** What an auditor looks at first, the oldest first. */
    public static final Section<ReportedException> EXCEPTIONS = new Section<>(
            "exceptions",
            "Exceptions",
            "Activations without evidence or with failing canaries, rollbacks, overdue deployments, failed canaries,"
                    + " failed verifications, and refused requests.",
            List.of(
                    new Column<>("Index", ReportedException::index),
                    new Column<>("Recorded", ReportedException::recordedAt),
                    new Column<>("Exception", row -> row.exception().replace('_', ' ')),
                    new Column<>("Actor", row -> RowTexts.actor(row.actor(), row.onBehalfOf())),
                    new Column<>("Reason", ReportedException::reason),
                    new Column<>("Evidence", row -> RowTexts.evidence(row.evidence())),
                    new Column<>("Details", row -> RowTexts.members(row.details()))));

    /** Who could use the Admin API, in the order of minting. */
    public static final Section<TokenHolder> TOKEN_HOLDERS = new Section<>(
            "token_holders",
            "Token holders",
            "Admin tokens of the zone (or * for all zones) that were valid at some time of the period. The bootstrap"
                    + " token and other secrets of the installation are settings, which the log does not have.",
            List.of(
                    new Column<>("Token", TokenHolder::tokenId),
                    new Column<>("Name", TokenHolder::name),
                    new Column<>("May", TokenHolder::capability),
                    new Column<>("Zone", TokenHolder::zoneId),
                    new Column<>("Minted", row -> row.mintedAt() + " by " + row.mintedBy()),
                    new Column<>("Expires", TokenHolder::expiresAt),
                    new Column<>("Revoked", RowTexts::revoked),
                    new Column<>("Valid at the end", row -> RowTexts.yes(row.validAtEnd()))));

    /** Months of decisions. */
    public static final Section<DecisionMonth> DECISIONS = new Section<>(
            "decisions",
            "Decisions by outcome",
            "Months that the log had sealed by the end of the period. A month is sealed before its decisions are"
                    + " dropped; of a month that was not sealed, or had no decisions, the log has no numbers.",
            List.of(
                    new Column<>("Month", DecisionMonth::month),
                    new Column<>("Sealed", row -> row.sealed() ? "by event " + row.index() : "not sealed"),
                    new Column<>("Decisions", DecisionMonth::decisions),
                    new Column<>("Allow", DecisionMonth::allowed),
                    new Column<>("Deny", DecisionMonth::denied),
                    new Column<>("Other", DecisionMonth::others),
                    new Column<>("Digest", DecisionMonth::digest)));

    /** Loads, in the order of their reports. */
    public static final Section<ReportedLoad> LOADS = new Section<>(
            "loads",
            "What decision points loaded",
            "What decision points reported in the period. A load that ended is deleted after the retention of the"
                    + " roster, so a report that is made after that does not list it.",
            List.of(
                    new Column<>("Decision point", ReportedLoad::decisionPoint),
                    new Column<>("Incarnation", ReportedLoad::incarnation),
                    new Column<>("Activation", ReportedLoad::activationSeq),
                    new Column<>("Enforced from", ReportedLoad::fromAt),
                    new Column<>("Reported", ReportedLoad::recordedAt)));
}
