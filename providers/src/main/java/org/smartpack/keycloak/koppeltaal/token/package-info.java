/** The access tokens of Koppeltaal applications (KT-BS-6). */
package org.smartpack.keycloak.koppeltaal.token;
