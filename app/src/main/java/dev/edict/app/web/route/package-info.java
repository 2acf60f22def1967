/** Routes as their handler methods describe them, and what is checked of a request before its handler method runs. */
package dev.edict.app.web.route;
