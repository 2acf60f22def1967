/** Decision logs of stock Open Policy Agents. */
package dev.edict.audit.opa;
