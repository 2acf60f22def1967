/** The reading half of the Admin API: questions over HTTP, answered from tables; what the features share stands here. */
package dev.edict.query;
