"""The container's network interfaces and the networks they are in."""

import ipaddress
import os
import sys

import netifaces


def names():
    """All interfaces but the loopback."""
    return [name for name in netifaces.interfaces() if name != "lo"]


def addresses(interface):
    """An interface's addresses with their networks, IPv4 first."""
    found = []
    for family in (netifaces.AF_INET, netifaces.AF_INET6):
        for entry in netifaces.ifaddresses(interface).get(family, []):
            address = entry["addr"].partition("%")[0]
            mask = entry.get("netmask") or entry.get("mask")
            if mask is None:
                continue
            # IPv6 masks read ffff:ffff::/32, which holds the length already.
            length = mask.partition("/")[2] or mask
            found.append(ipaddress.ip_interface(f"{address}/{length}"))
    return found


def subnet(text):
    """The network that an interface, or the interface beside an address, is in; None if none."""
    if text in netifaces.interfaces():
        return next((found.network for found in addresses(text)), None)
    wanted = ipaddress.ip_interface(text).ip
    return next((found.network for found in _all() if wanted in found.network), None)


def address_in(text):
    """The container's address in a network (CIDR, or any address of it); None if none."""
    if "/" in text:
        wanted = ipaddress.ip_network(text, strict=False)
        return next((found.ip for found in _all() if found.ip in wanted), None)
    wanted = ipaddress.ip_address(text)
    return next((found.ip for found in _all() if wanted in found.network), None)


def _all():
    return [address for name in names() for address in addresses(name)]


def list_command():
    """getInterfaces."""
    if len(sys.argv) != 1:
        _usage("")
    for name in names():
        print(name)


def subnet_command():
    """getInterfaceSub: `ADDRESS|INTERFACE`."""
    _look_up(subnet, "ADDRESS|INTERFACE", "no interface of this container is in the network of")


def address_command():
    """getInterfaceIP: `NETWORK`."""
    _look_up(address_in, "NETWORK", "this container has no address in")


def _look_up(question, arguments, nothing):
    if len(sys.argv) != 2:
        _usage(arguments)
    asked = sys.argv[1]
    try:
        answer = question(asked)
    except ValueError as error:
        _fail(error)
    if answer is None:
        _fail(f"{nothing} {asked}")
    print(answer)


def _usage(arguments):
    print(f"usage: {os.path.basename(sys.argv[0])} {arguments}".rstrip(), file=sys.stderr)
    sys.exit(2)


def _fail(reason):
    print(f"{os.path.basename(sys.argv[0])}: {reason}", file=sys.stderr)
    sys.exit(1)
