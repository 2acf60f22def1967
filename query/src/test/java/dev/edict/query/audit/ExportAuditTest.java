package dev.edict.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.query.Slice;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

@Tag("servers")
class ExportAuditTest {

    private final AuditTables audit = new AuditTables();
    private final Slice decisions = new Slice(new AuditController(new AuditReader(audit.database())));
    private final Slice calls = new Slice(new AdminAuditController(new AdminAuditReader(audit.database())));

    @Test
    void a_file_has_a_header_quotes_what_needs_it_and_disarms_formulas() {
        audit.event(
                "e1",
                """
                metadata_json = '{"resource":"=HYPERLINK(1)","agent_labels":["a,b","c"],"requested_scopes":["read"],
                    "reason":"say \\"no\\"","command":"one\\r\\ntwo","upstream_status":-7,"latency_ms":1.50,"subject":"@me",
                    "auth_mode":"\\tx","method":"+1","tier":"\\ry","privacy_mode":"-z",
                    "authorized_by":{"a":[1,"b"],"token":"t"},"error_kind":true,"provider_id":null,
                    "agent_lifecycle":"a = b, a text that is longer than others"}'
                """,
                "determining_policies_json = '[{\"policy\":\"p1\"},{\"policy\":\"p2\"}]'");
        var file = file(
                decisions,
                "/v1/zones/z1/audit?format=csv&fields=id,occurred_at,resource,agent_labels,requested_scopes,reason,command,"
                        + "upstream_status,latency_ms,subject,auth_mode,method,tier,privacy_mode,authorized_by,error_kind,"
                        + "provider_id,trace_id,agent_lifecycle,determining_policies,manifest_sha");
        assertThat(file)
                .isEqualTo(
                        "id,occurred_at,resource,agent_labels,requested_scopes,reason,command,upstream_status,latency_ms,"
                                + "subject,auth_mode,method,tier,privacy_mode,authorized_by,error_kind,provider_id,trace_id,"
                                + "agent_lifecycle,determining_policies,manifest_sha\r\n"
                                + "e1,2026-01-01T00:00:00.123Z,'=HYPERLINK(1),\"a,b c\",read,\"say \"\"no\"\"\",\"one\r\ntwo\","
                                + "'-7,1.50,'@me,'\tx,'+1,\"'\ry\",'-z,"
                                + "\"{\"\"a\"\":[1,\"\"b\"\"],\"\"token\"\":\"\"[redacted]\"\"}\",true,,,"
                                + "\"a = b, a text that is longer than others\",p1 p2,\r\n");
    }

    @Test
    void without_fields_a_file_has_all_46_columns() {
        audit.event("e1");
        var lines = file(decisions, "/v1/zones/z1/audit?format=csv").split("\r\n", -1);
        assertThat(lines).hasSize(3);
        assertThat(lines[0].split(",", -1))
                .hasSize(46)
                .startsWith(
                        "id",
                        "occurred_at",
                        "event_type",
                        "decision",
                        "evaluation_status",
                        "request_id",
                        "ingested_at",
                        "policy_set_id",
                        "policy_set_version_id",
                        "manifest_sha",
                        "determining_policies",
                        "application_id");
        assertThat(lines[1])
                .isEqualTo("e1,2026-01-01T00:00:00.123Z,token_exchange,allow,,r1,2026-01-02T00:00:00.987Z"
                        + ",".repeat(39));
    }

    @Test
    void a_file_without_rows_has_its_header() {
        assertThat(file(decisions, "/v1/zones/z1/audit?format=csv&fields=id,tier"))
                .isEqualTo("id,tier\r\n");
    }

    @Test
    void a_file_is_an_attachment_named_for_the_zone_and_has_no_cursor() {
        audit.event("e1");
        audit.event("e2");
        var answer = decisions.send(HttpMethod.GET, "/v1/zones/z1/audit?format=csv&fields=id&limit=1");
        assertThat(answer).hasStatusOk().hasContentType("text/csv;charset=UTF-8");
        assertThat(answer).hasHeader("Content-Disposition", "attachment; filename=\"audit-z1.csv\"");
        assertThat(file(decisions, "/v1/zones/z1/audit?format=csv&fields=id&limit=1"))
                .isEqualTo("id\r\ne2\r\n");
        assertThat(calls.send(HttpMethod.GET, "/v1/zones/z1/admin-audit?format=csv"))
                .hasHeader("Content-Disposition", "attachment; filename=\"admin-audit-z1.csv\"");
    }

    @Test
    void a_file_is_utf_8() {
        audit.event("e1", "metadata_json = '{\"reason\":\"nié – 否\"}'");
        assertThat(file(decisions, "/v1/zones/z1/audit?format=csv&fields=reason"))
                .isEqualTo("reason\r\nnié – 否\r\n");
    }

    @Test
    void a_file_of_calls_has_their_columns_and_what_was_changed() {
        audit.call(
                "c1",
                "actor_id = 'a1', actor_name = '=cmd', actor_scope = 'global', entity_type = 'policies', entity_id = 'p1'",
                "chain_seq = 7, signed = true",
                "payload_json = '{\"change_kind\":\"create\",\"changed_fields\":[\"name\",\"description\"]}'");
        assertThat(file(calls, "/v1/zones/z1/admin-audit?format=csv"))
                .isEqualTo("id,occurred_at,action,method,path,entity_type,entity_id,status_code,actor_id,actor_name,"
                        + "actor_scope,request_id,chain_seq,signed,change_kind,changed_fields\r\n"
                        + "c1,2026-01-01T00:00:00.123Z,POST /v1/zones/z1/policies,POST,/v1/zones/z1/policies,policies,p1,"
                        + "201,a1,'=cmd,global,r1,7,true,create,name description\r\n");
    }

    private static String file(Slice slice, String uri) {
        var answer = slice.send(HttpMethod.GET, uri);
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
