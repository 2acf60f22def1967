/** The OpenID AuthZEN Authorization API 1.0 of the decision point. */
package dev.edict.decisionpoint.authzen;
