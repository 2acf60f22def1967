/** Problems in policy documents: codes, severities and places (contract §8.2). */
package dev.edict.decision.problem;
