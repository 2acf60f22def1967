/** Health, readiness and graceful shutdown. */
package dev.edict.app.web.health;
