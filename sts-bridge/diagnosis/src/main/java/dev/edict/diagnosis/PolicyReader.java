package dev.edict.diagnosis;

import dev.edict.command.policyset.SealedVersions;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the policies of a sealed version. */
@Component
class PolicyReader {

    private final SealedVersions sealed;
    private final JdbcClient tables;

    PolicyReader(SealedVersions sealed, @Qualifier("queryPool") DataSource queryPool) {
        this.sealed = sealed;
        this.tables = JdbcClient.create(queryPool);
    }

    /** The policies of a version, parsed. */
    record Policies(String versionId, List<PolicyDocument> documents, PolicyBundle bundle, PolicyPlaces places) {}

    private record Row(String id, String policyId, String policyName, int version) {}

    /** @param versionId of a sealed version */
    Policies of(String versionId) {
        var documents = sealed.documents(versionId);
        return new Policies(
                versionId, documents, PolicyBundle.of(documents), new PolicyPlaces(documents, names(documents)));
    }

    private Map<String, PolicyPlaces.Name> names(List<PolicyDocument> documents) {
        return tables
                .sql(
                        """
                        select v.id, v.policy_id, p.name as policy_name, v.version
                        from views.policy_versions v join views.policies p on p.id = v.policy_id
                        where v.id = any(:ids)
                        """)
                .param("ids", documents.stream().map(PolicyDocument::id).toArray(String[]::new))
                .query(Row.class)
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(
                        Row::id, row -> new PolicyPlaces.Name(row.policyId(), row.policyName(), row.version())));
    }
}
