/** Descriptions of routes from their handler methods, and checks of a request before its handler method runs. */
package dev.edict.app.web.route;
