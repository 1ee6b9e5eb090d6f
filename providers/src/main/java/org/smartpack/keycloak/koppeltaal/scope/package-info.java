/** From an application's role to the scopes of its tokens (KT-SCP). */
package org.smartpack.keycloak.koppeltaal.scope;
