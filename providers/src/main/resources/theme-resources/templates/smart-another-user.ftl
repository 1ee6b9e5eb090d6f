<#import "template.ftl" as layout>
<#import "smart-choice.ftl" as choice>
<@layout.registrationLayout; section>
<#if section = "header">
  ${msg("smartAnotherUserTitle")}
<#elseif section = "form">
  <@choice.styles/>
  <form class="smart-choice" action="${url.loginAction}" method="post">
    <input type="hidden" name="login" value="${pausedLogin}"/>
    <p class="smart-intro">${msg("smartAnotherUserText", choice.appName)}</p>
    <p class="smart-whose">${msg("smartAnotherUserSignedIn", signedIn)}</p>
    <p class="smart-intro">${msg("smartAnotherUserEnds", choice.appName)}</p>
    <div class="smart-actions">
      <@choice.button name="accept" value="true" label=msg("smartAnotherUserAccept")/>
      <@choice.button name="cancel" value="true" label=msg("smartAnotherUserCancel") secondary=true/>
    </div>
  </form>
</#if>
</@layout.registrationLayout>
