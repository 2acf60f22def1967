/** Maps requests to policy inputs. */
package dev.edict.replica.spring.input;
