/** The fault rig: real servers and nodes that the tests own, a recorded load, and the checks K1 to K7 on what remains. */
package dev.edict.app.rig;
