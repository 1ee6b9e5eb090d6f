/** The discovery documents of a Koppeltaal domain (KT-DISC). */
package org.smartpack.keycloak.koppeltaal.discovery;
