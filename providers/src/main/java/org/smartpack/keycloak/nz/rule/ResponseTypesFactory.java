/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.List;

import com.google.auto.service.AutoService;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** The client-policy executor {@code smart-nz-response-types}, see {@link ResponseTypes}. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
public final class ResponseTypesFactory extends RuleFactory {

    /** Called by Java's service loader. */
    public ResponseTypesFactory() {
        super(
                "smart-nz-response-types",
                "NZ-75 to NZ-82: which response types are possible. NZ-8, NZ-57: an ID token of the authorization"
                        + " endpoint must be a detached signature.",
                ResponseTypes::new);
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(ResponseTypes.RESPONSE_TYPES)
                .label("Response types")
                .helpText(
                        "code id_token: the rule for IN-CONFIDENCE and SENSITIVE. code or code id_token: permits SMART"
                                + " apps as well, which know code only. code: for PUBLIC.")
                .type(ProviderConfigProperty.LIST_TYPE)
                .options(ResponseTypes.HYBRID, ResponseTypes.EITHER, ResponseTypes.CODE)
                .defaultValue(ResponseTypes.HYBRID)
                .add()
                .build();
    }
}
