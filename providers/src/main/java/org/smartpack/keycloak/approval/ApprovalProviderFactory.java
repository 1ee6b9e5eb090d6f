/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.List;

import com.google.auto.service.AutoService;
import org.keycloak.component.ComponentFactory;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;

import org.smartpack.keycloak.spi.PlainFactory;

/**
 * The kind of component that approvals are stored as. Keycloak's REST resource for components neither shows nor accepts
 * it.
 */
@AutoService(ApprovalProviderFactory.class)
public final class ApprovalProviderFactory
        implements ComponentFactory<ApprovalProvider, ApprovalProvider>, PlainFactory<ApprovalProvider> {

    static final String ID = "smart-approval";

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public ApprovalProvider create(KeycloakSession session, ComponentModel model) {
        throw new UnsupportedOperationException("An approval is data");
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getHelpText() {
        return "What a realm administrator has approved for the realm with a mapper on a client.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }
}
