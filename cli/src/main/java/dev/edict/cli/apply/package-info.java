/** Plans made true: every step is sent under a key, so that a plan is applied once however often it is sent. */
package dev.edict.cli.apply;
