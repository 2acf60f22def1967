/** Error responses: the shapes of the contract (§1.1), and problem details for routes that the contract does not have. */
package dev.edict.app.web.error;
