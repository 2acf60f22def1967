/** Protects a servlet application by the decisions of a replica, with Spring Security or with a servlet filter. */
package dev.edict.replica.spring;
