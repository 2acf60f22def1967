/** What the contract's SDKs do (§3), as their users see it. */
package dev.edict.app.sdk;
