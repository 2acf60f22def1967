/** The canary requests of zones: requests with the decision that their owner expects under every version. */
package dev.edict.command.canary;
