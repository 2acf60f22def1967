/** Cases, requests with the decision that is expected, and their evaluation with the configured engine. */
package dev.edict.command.evaluation;
