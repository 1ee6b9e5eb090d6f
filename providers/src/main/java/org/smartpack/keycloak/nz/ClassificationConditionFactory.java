/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz;

import java.util.List;
import java.util.Optional;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.representations.idm.ClientPolicyConditionRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.condition.ClientPolicyConditionProvider;
import org.keycloak.services.clientpolicy.condition.ClientPolicyConditionProviderFactory;

import org.smartpack.keycloak.spi.PlainFactory;

/** The client-policy condition {@code smart-nz-class}: the client has a class of New Zealand's rules. */
@AutoService(ClientPolicyConditionProviderFactory.class)
@SuppressWarnings("rawtypes") // the SPI's own signature
public final class ClassificationConditionFactory
        implements ClientPolicyConditionProviderFactory, PlainFactory<ClientPolicyConditionProvider> {

    /** The provider's id, as the console lists it. */
    public static final String PROVIDER_ID = "smart-nz-class";

    /** The class's id. */
    public static final String CLASSIFICATION = "classification";

    /** Whether clients without a class count as well. */
    static final String UNCLASSIFIED = "unclassified";

    @Override
    public ClassificationCondition create(KeycloakSession session) {
        return new ClassificationCondition(session);
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    /** Keycloak asks when a realm's policies are saved or imported, whether they are enabled or not. */
    @Override
    public void validateConfiguration(
            KeycloakSession session, RealmModel realm, ClientPolicyConditionRepresentation condition)
            throws ClientPolicyException {
        Optional<String> fault =
                ConditionSettings.read(condition.getConfiguration()).fault();
        if (fault.isPresent()) {
            throw new ClientPolicyException(fault.get());
        }
    }

    @Override
    public String getHelpText() {
        return "Applies the policy to clients of one class of New Zealand's rules for health APIs. A client's class is "
                + "a client role: nz-public, nz-in-confidence or nz-sensitive (Clients > the client > Roles). If it "
                + "has several, the strictest counts.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(CLASSIFICATION)
                .label("Classification")
                .helpText("The class of the APIs that the client uses.")
                .type(ProviderConfigProperty.LIST_TYPE)
                .options(Classification.ids())
                .add()
                .property()
                .name(UNCLASSIFIED)
                .label("Clients without a class")
                .helpText("Apply the policy also to clients that have no class, new ones and those that register "
                        + "themselves among them. Keycloak's own clients, for instance account-console, are left out "
                        + "as long as they have no client scope, no redirect address and no way to a token but those "
                        + "that Keycloak gave them.")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(false)
                .add()
                .build();
    }
}
