/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.domain;

import java.util.List;
import java.util.Locale;

import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** The fields for {@link IdentitySettings} in the console: three for each type of user. */
final class IdentityProperties {

    /** The types of user that an HTI token can name. */
    static final List<String> USER_TYPES = List.of("Patient", "Practitioner", "RelatedPerson");

    private IdentityProperties() {}

    static String providers(String userType) {
        return "idp." + userType.toLowerCase(Locale.ROOT);
    }

    static String claim(String userType) {
        return providers(userType) + ".claim";
    }

    static String system(String userType) {
        return providers(userType) + ".system";
    }

    static List<ProviderConfigProperty> all() {
        ProviderConfigurationBuilder properties = ProviderConfigurationBuilder.create();
        USER_TYPES.forEach(type -> add(properties, type));
        return properties.build();
    }

    private static void add(ProviderConfigurationBuilder properties, String userType) {
        properties
                .property()
                .name(providers(userType))
                .label(userType + ": identity providers")
                .helpText("Aliases of the identity providers where a launching " + userType + " signs in. The first is "
                        + "used for HTI tokens without idp_hint; a token can hint at any of them. If empty, the "
                        + "realm's own login is used.")
                .type(ProviderConfigProperty.MULTIVALUED_STRING_TYPE)
                .add()
                .property()
                .name(claim(userType))
                .label(userType + ": claim")
                .helpText("The identity provider's claim that identifies the user, for instance email. Each of the "
                        + "identity providers needs a mapper of type Koppeltaal user for it. If empty, the "
                        + "user's attribute fhirUser identifies the user.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name(system(userType))
                .label(userType + ": identifier system")
                .helpText("The system of the identifier that must equal the claim, in the " + userType
                        + " resource at the FHIR service.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add();
    }
}
