/** What a Koppeltaal domain says of itself (KT-DISC). */
package org.smartpack.keycloak.koppeltaal.discovery;
