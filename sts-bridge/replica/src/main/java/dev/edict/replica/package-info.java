/** A decision point on any Java gateway's classpath: loads each zone's bundle, keeps it current and decides under it. */
package dev.edict.replica;
