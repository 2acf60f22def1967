package dev.edict.query.policy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

record PolicyWithVersions(@JsonUnwrapped Policy policy, List<PolicyVersion> versions) {}
