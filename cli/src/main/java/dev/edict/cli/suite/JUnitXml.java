package dev.edict.cli.suite;

import dev.edict.command.api.simulation.Tally;
import dev.edict.command.evaluation.CaseResult.Outcome;
import dev.edict.decision.problem.Problem;
import dev.edict.decision.problem.Severity;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A test as JUnit XML, which build servers read: a suite for the documents, one for each suite, one for the canaries. */
final class JUnitXml {

    private static final double NANOS = 1e9;
    private static final int REPLACEMENT = 0xFFFD;

    private final TestReport report;
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private JUnitXml(TestReport report) throws XMLStreamException {
        this.report = report;
        xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
    }

    static String of(TestReport report) {
        try {
            return new JUnitXml(report).written();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("text in memory takes every character that XML allows", e);
        }
    }

    private String written() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line(0);
        xml.writeStartElement("testsuites");
        attribute("name", "edict test " + report.zone());
        writeDocuments();
        for (var suite : report.suites()) {
            write(suite);
        }
        line(0);
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
        return text + "\n";
    }

    private void writeDocuments() throws XMLStreamException {
        var failing = report.documents().stream()
                .filter(document -> !problems(document.id()).isEmpty())
                .count();
        startSuite("documents", report.documents().size(), failing, 0, 0);
        for (var document : report.documents()) {
            var problems = problems(document.id());
            startCase(problems.isEmpty());
            describeCase("documents", document.id(), document.id(), 1, 0);
            if (!problems.isEmpty()) {
                write("failure", problems.get(0).code(), problems.get(0).toString(), lines(problems));
            }
        }
        endSuite();
    }

    /** Those that fail the test. */
    private List<Problem> problems(String document) {
        return report.check().problems().stream()
                .filter(problem -> problem.documentId().equals(document))
                .filter(problem -> problem.severity() == Severity.ERROR || report.strict())
                .toList();
    }

    private static String lines(List<Problem> problems) {
        return String.join("\n", problems.stream().map(Problem::toString).toList());
    }

    private void write(TestedSuite suite) throws XMLStreamException {
        Tally tally = suite.tally();
        var nanos = suite.cases().stream().mapToLong(TestedCase::nanos).sum();
        startSuite(suite.name(), tally.cases(), tally.failed(), tally.notExecuted(), nanos);
        for (var one : suite.cases()) {
            var classname = suite.kind().equals(TestedSuite.SUITE) ? "suites." + suite.name() : suite.name();
            startCase(one.passed());
            describeCase(
                    classname,
                    one.result().name(),
                    one.place().file(),
                    one.place().line(),
                    one.nanos());
            if (!one.passed()) {
                write(one);
            }
        }
        endSuite();
    }

    private void write(TestedCase one) throws XMLStreamException {
        var failed = one.result().outcome() == Outcome.FAILED;
        write(
                failed ? "failure" : "error",
                failed ? "expectation" : "not_executed",
                "expected %s, actual %s".formatted(TestText.expected(one.result()), TestText.actual(one.result())),
                one.place() + "\n" + String.join("\n", TestText.details(one)));
    }

    private void startSuite(String name, long tests, long failures, long errors, long nanos) throws XMLStreamException {
        line(1);
        xml.writeStartElement("testsuite");
        attribute("name", name);
        attribute("tests", String.valueOf(tests));
        attribute("failures", String.valueOf(failures));
        attribute("errors", String.valueOf(errors));
        attribute("skipped", "0");
        attribute("time", seconds(nanos));
    }

    private void endSuite() throws XMLStreamException {
        line(1);
        xml.writeEndElement();
    }

    private void startCase(boolean empty) throws XMLStreamException {
        line(2);
        if (empty) {
            xml.writeEmptyElement("testcase");
        } else {
            xml.writeStartElement("testcase");
        }
    }

    private void describeCase(String classname, String name, String file, int line, long nanos)
            throws XMLStreamException {
        attribute("classname", report.zone() + "." + classname);
        attribute("name", name);
        attribute("file", file);
        attribute("line", String.valueOf(line));
        attribute("time", seconds(nanos));
    }

    private void write(String outcome, String type, String message, String details) throws XMLStreamException {
        line(3);
        xml.writeStartElement(outcome);
        attribute("type", type);
        attribute("message", message);
        xml.writeCharacters(allowed(details.strip()));
        xml.writeEndElement();
        line(2);
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, allowed(value));
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / NANOS);
    }

    /** Without the characters that XML 1.0 cannot hold, not even escaped. */
    private static String allowed(String value) {
        var kept = new StringBuilder(value.length());
        value.codePoints().map(c -> isAllowed(c) ? c : REPLACEMENT).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t' || c == '\n' || (c >= ' ' && c < 0xD800) || (c >= 0xE000 && c < 0xFFFE) || c > 0xFFFF;
    }
}
