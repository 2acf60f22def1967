/** Values of the policy language, with the order and the spelling of Open Policy Agent. */
package dev.edict.decision.value;
