/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.login;

import java.net.URI;
import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import org.keycloak.events.EventBuilder;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.ErrorPage;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.services.messages.Messages;
import org.keycloak.services.resources.RealmsResource;
import org.keycloak.services.util.CacheControlUtil;
import org.keycloak.services.util.LocaleUtil;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.launch.store.LaunchHold;

/**
 * The page that is shown where a launch begins for one user while another is signed in at the browser (LCTX-22a). It
 * asks whether the other user's session may end; nothing has ended and the launch isn't used up until the answer. Only
 * this page says who is signed in, and it says nothing about whom the launch is for. Public, because the server's REST
 * layer calls it.
 */
public final class AnotherUserPage {

    /** The path below {@code /realms/{realm}/smart}. */
    public static final String PATH = "another-user";

    private static final String LOGIN = "login";
    private static final String ACCEPT = "accept";
    private static final String CANCEL = "cancel";

    private final KeycloakSession session;
    private final RealmModel realm;

    public AnotherUserPage(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /** Sends the browser to the page: it can be loaded again there, and be read in another language. */
    static Response redirect(KeycloakSession session, AuthenticationSessionModel login) {
        URI page = address(session, login.getClient(), login.getTabId());
        return Response.status(Response.Status.FOUND).location(page).build();
    }

    private static URI address(KeycloakSession session, ClientModel app, String tab) {
        return RealmsResource.realmBaseUrl(session.getContext().getUri())
                .path("smart")
                .path(PATH)
                .queryParam(Constants.CLIENT_ID, "{client}")
                .queryParam(Constants.TAB_ID, "{tab}")
                .build(session.getContext().getRealm().getName(), app.getClientId(), tab);
    }

    /**
     * Shows the page. If nobody else is signed in any more, the login continues.
     *
     * @param clientId the app
     * @param tab Keycloak's name for the login in this browser
     */
    @GET
    public Response show(@QueryParam(Constants.CLIENT_ID) String clientId, @QueryParam(Constants.TAB_ID) String tab) {
        SmartAuthorizationEndpoint endpoint = endpoint();
        Optional<AuthenticationSessionModel> found = find(clientId, tab);
        if (found.isEmpty()) {
            return expired();
        }
        AuthenticationSessionModel login = found.get();
        session.getContext().setClient(login.getClient());
        session.getContext().setAuthenticationSession(login);
        LocaleUtil.processLocaleParam(session, realm, login);
        return SignedIn.ofAnother(session, login)
                .map(signedIn -> page(login, signedIn))
                .orElseGet(() -> endpoint.goOn(PausedLogin.of(login)));
    }

    private Optional<AuthenticationSessionModel> find(String clientId, String tab) {
        if (clientId == null || tab == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(realm.getClientByClientId(clientId))
                .map(app -> new AuthenticationSessionManager(session).getCurrentAuthenticationSession(realm, app, tab))
                .filter(login -> LaunchHold.of(session, login).isPresent());
    }

    private Response page(AuthenticationSessionModel login, UserSessionModel signedIn) {
        return session.getProvider(LoginFormsProvider.class)
                .setAuthenticationSession(login)
                .setActionUri(address(session, login.getClient(), login.getTabId()))
                .setAttribute("signedIn", name(signedIn.getUser()))
                .setAttribute("pausedLogin", PausedLogin.write(session, login, signedIn))
                .createForm("smart-another-user.ftl");
    }

    /** The user name alone may be a number that an identity provider made up. */
    private static String name(UserModel user) {
        String name = (text(user.getFirstName()) + " " + text(user.getLastName())).strip();
        return name.isEmpty() ? user.getUsername() : name + " (" + user.getUsername() + ")";
    }

    private static String text(String name) {
        return name == null ? "" : name.strip();
    }

    /** The answer. Without one of the two buttons nothing happens. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response answer() {
        SmartAuthorizationEndpoint endpoint = endpoint();
        MultivaluedMap<String, String> form =
                session.getContext().getHttpRequest().getDecodedFormParameters();
        Optional<PausedLogin> paused =
                PausedLogin.read(session, form.getFirst(LOGIN)).filter(found -> found.isOfThisBrowser(session));
        if (paused.isPresent() && form.containsKey(CANCEL)) {
            return endpoint.turnBack(paused.get());
        }
        if (paused.isPresent() && form.containsKey(ACCEPT)) {
            return endpoint.change(paused.get());
        }
        return expired();
    }

    private SmartAuthorizationEndpoint endpoint() {
        CacheControlUtil.noBackButtonCacheControlHeader(session);
        EventBuilder event =
                new EventBuilder(realm, session, session.getContext().getConnection());
        return new SmartAuthorizationEndpoint(session, event);
    }

    private Response expired() {
        return ErrorPage.error(session, null, Response.Status.BAD_REQUEST, Messages.EXPIRED_ACTION);
    }
}
