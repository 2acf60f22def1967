/** Values of the policy language, in the order and the spelling of the Open Policy Agent. */
package dev.edict.decision.value;
