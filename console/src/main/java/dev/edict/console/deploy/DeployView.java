package dev.edict.console.deploy;

import dev.edict.console.delta.DeltaGrid;
import dev.edict.console.page.FormProblem;
import dev.edict.preview.PreviewService;
import dev.edict.query.PageRequest;
import dev.edict.query.delta.DeltaReader;
import dev.edict.query.policyset.PolicySet;
import dev.edict.query.policyset.PolicySetReader;
import dev.edict.query.policyset.PolicySetVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Collects everything that is looked at before an activation. */
@Component
class DeployView {

    private static final int MOST_SETS = 50;
    private static final int MOST_VERSIONS = 20;

    private final PolicySetReader sets;
    private final PreviewService previews;
    private final DeltaReader deltas;

    DeployView(PolicySetReader sets, PreviewService previews, DeltaReader deltas) {
        this.sets = sets;
        this.previews = previews;
        this.deltas = deltas;
    }

    /**
     * The page for a version; without a set the only or the governing set is taken, and without a version its newest.
     *
     * @param problem why the activation was not accepted; null before it was tried
     */
    ModelAndView of(String zoneId, @Nullable String setId, @Nullable String versionId, @Nullable FormProblem problem) {
        var model = new HashMap<String, Object>();
        var known = sets.list(zoneId, PageRequest.from(MOST_SETS, null));
        model.put("sets", known);
        chosen(known, setId).ifPresent(set -> {
            var versions = sets.versions(set.id(), PageRequest.from(MOST_VERSIONS, null));
            model.put("set", set);
            model.put("versions", versions);
            version(zoneId, set, versions, versionId).ifPresent(version -> put(zoneId, version, model));
        });
        return FormProblem.view("deploy/deploy", model, problem);
    }

    private static Optional<PolicySet> chosen(List<PolicySet> known, @Nullable String setId) {
        if (setId != null) {
            return known.stream().filter(set -> set.id().equals(setId)).findFirst();
        }
        return known.stream()
                .filter(set -> set.activeVersionId() != null)
                .findFirst()
                .or(() -> known.size() == 1 ? Optional.of(known.get(0)) : Optional.empty());
    }

    private Optional<PolicySetVersion> version(
            String zoneId, PolicySet set, List<PolicySetVersion> versions, @Nullable String versionId) {
        return versionId == null ? versions.stream().findFirst() : sets.findVersion(zoneId, set.id(), versionId);
    }

    private void put(String zoneId, PolicySetVersion version, Map<String, Object> model) {
        var preview = previews.ofVersion(zoneId, version.policySetId(), version.id());
        var governing = preview.base().versionId();
        model.put("version", version);
        model.put("preview", preview);
        model.put("grid", DeltaGrid.of(deltas.between(governing, version.id()).access()));
        model.put("changes", PolicyChange.of(deltas.documents(governing, version.id())));
    }
}
